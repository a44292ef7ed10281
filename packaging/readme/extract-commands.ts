/** A command of the README: what a reader copies, without the comment behind it, and where it is. */
export type ReadmeCommand = { readonly text: string; readonly line: number }

/** The commands of all fenced `sh` blocks of a Markdown text, in order. */
export function extractCommands(markdown: string): ReadmeCommand[] {
  const commands: ReadmeCommand[] = []
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
