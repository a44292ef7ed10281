import type { UsedPrompt } from '../../../eval/report/paper/paper-facts.js'
import { declaredModels } from '../../../generators/kinds/declared-generators.js'
import { readTemplate } from '../../../prompts/render-prompt.js'
import type { ExperimentFile } from '../../experiment/experiment-file.js'
import { promptFile } from '../../experiment/prompt-file.js'
import { gradingsOf } from '../../jury/grades/grading.js'
import { strategyOfArm } from '../../select/arm.js'
import { readStrategyName } from '../../select/strategy-name.js'

/** The templates of every prompt that an experiment sends to a model: for answers, for contexts and for grades. */
export function usedPrompts(file: ExperimentFile): UsedPrompt[] {
  const answers =
    declaredModels(file.generators).length === 0 ? [] : [{ file: promptFile(file), used: 'for the answers' }]
  const strategies = new Map(
    file.strategies.flatMap((arm): [string, string][] => {
      const spec = readStrategyName(strategyOfArm(arm))
      return 'problem' in spec || spec.base.kind !== 'asks a model' ? [] : [[spec.base.name, spec.base.sends]]
    }),
  )
  const contexts = [...strategies].map(([name, sent]) => ({
    file: sent,
    used: `for the contexts of ${name}`,
  }))
  const grades =
    file.judges.length === 0
      ? []
      : [...new Set(gradingsOf(file.measures).map(({ file: sent }) => sent))].map((sent) => ({
          file: sent,
          used: 'by the judges; above the line of dashes is how its grades count',
        }))
  return [...answers, ...contexts, ...grades].map((prompt) => ({
    ...prompt,
    template: readTemplate(prompt.file),
  }))
}
