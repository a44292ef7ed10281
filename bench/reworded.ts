import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'reworded')

/** Other wordings of a cohort's instructions, by instruction id, and who wrote them. */
export type Rewording = { readonly author: string; readonly texts: ReadonlyMap<string, string> }

/**
 * The same questions in clinicians' shorthand, written without sight of charts or rules: `reworded/<cohort>.<author>.tsv`, with
 * columns instruction_id and instruction. sift's reading of time was made with author a's lines in view and b's unseen; the few
 * ways to say an intent were chosen with the modes that the rules missed in either.
 */
export function rewordingsOf(cohort: string): Rewording[] {
  if (!existsSync(FOLDER)) return []
  return readdirSync(FOLDER)
    .filter((file) => file.startsWith(`${cohort}.`))
    .sort()
    .map((file) => {
      const [, ...lines] = readFileSync(join(FOLDER, file), 'utf8').trimEnd().split('\n')
      const texts = new Map(lines.map((line) => line.split('\t') as [string, string]))
      return { author: file.slice(cohort.length + 1, -'.tsv'.length), texts }
    })
}
