import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A command of a page: what a reader copies, without the comment after it, and where it is. */
export type PageCommand = { readonly text: string; readonly line: number }

/** The commands of all fenced `sh` blocks of a Markdown text, in order. */
export function extractCommands(markdown: string): PageCommand[] {
  const commands: PageCommand[] = []
  let isShell = false
  for (const [i, row] of markdown.split('\n').entries()) {
    if (row.startsWith('```')) isShell = row.trim() === '```sh'
    else if (isShell && row.trim() !== '') {
      const text = row.replace(/\s+#.*$/, '').trim()
      if (text !== '' && !text.startsWith('#')) commands.push({ text, line: i + 1 })
    }
  }
  return commands
}

/** The pages that a reader follows: the README, then those in docs/ by name. Paths are relative to the root. */
export function pages(root: string): string[] {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
  return ['README.md', ...docs.sort().map((name) => `docs/${name}`)]
}

/** The commands of all pages, each with its page; one that several pages have is listed for each. */
export function pageCommands(root: string): (PageCommand & { readonly page: string })[] {
  return pages(root).flatMap((page) =>
    extractCommands(readFileSync(join(root, page), 'utf8')).map((command) => ({ ...command, page })),
  )
}
