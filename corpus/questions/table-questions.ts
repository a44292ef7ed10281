import type { CorpusQuestions } from '../corpus-questions.js'
import { AS_OF_FILE, questionFiles } from './question-files.js'
import { type AskedPatients, readInstructions } from './read-instructions.js'
import { goldSource, readJudgements } from './read-judgements.js'

/**
 * Instructions, as-of times and judgements as MedAlign and the synthetic cohorts write them, beside records of any format.
 * @throws InputError for a file that is there and cannot be read
 */
export function tableQuestions(asked: AskedPatients): CorpusQuestions {
  const files = questionFiles(asked.folder)
  return {
    files: Object.entries(files).flatMap(([name, path]) => (path === null ? [] : [{ name, path }])),
    asOf: { file: AS_OF_FILE, isThere: files.asof !== null },
    instructions: (rule, problems) => readInstructions(files, asked, { rule, problems }),
    goldSource: (instructions) => goldSource(files, instructions),
    judgements: (instructions, problems) => readJudgements(files, instructions, problems),
  }
}
