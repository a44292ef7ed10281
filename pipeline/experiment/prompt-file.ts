import type { StructuredForm } from '../../generators/structured-answer.js'
import { RECORD_BEGIN } from '../../prompts/fence.js'
import type { ExperimentFile } from './experiment-file.js'

/** The file name of the prompt template. */
export function promptFile(file: Pick<ExperimentFile, 'prompt'>): string {
  return file.prompt === 'helm-medalign' ? 'helm-medalign.txt' : `answer-${file.prompt}.txt`
}

/** A published prompt without markers is sent byte for byte. */
export function isFenced(template: string): boolean {
  return template.includes(RECORD_BEGIN)
}

/** What JSON a prompt asks for. */
export function structuredForm({ prompt }: Pick<ExperimentFile, 'prompt'>): StructuredForm {
  if (prompt === 'structured-confidence') return 'confidence'
  return prompt === 'structured'
}
