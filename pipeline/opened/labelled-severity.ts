import { groupBy } from '../../base/group-by.js'
import { SEVERITIES } from '../../eval/answers/severity-measure.js'
import { meanOf } from '../../eval/statistics/sums/moments.js'
import type { FoundLabels } from './labelled-responses.js'

/** The mean weight of a response's labels of severity; null if it has none. */
export type SeverityOf = (instructionId: string, response: string | null) => number | null

/** The labels of severity by response: equal answers of several arms share them. */
export function severitiesOf({ responses }: Pick<FoundLabels, 'responses'>): SeverityOf {
  const labels = groupBy(
    responses.filter(({ severity }) => severity !== null),
    ({ instruction, response }) => keyOf(instruction.instructionId, response),
  )
  return (instructionId, response) => {
    const own = response === null ? undefined : labels.get(keyOf(instructionId, response))
    return own === undefined ? null : meanOf(own.map(({ severity }) => SEVERITIES[severity!]))
  }
}

function keyOf(instructionId: string, response: string): string {
  return JSON.stringify([instructionId, response.trim()])
}
