import { counted, formatCount } from '../../../../base/text/format-count.js'
import type { ExecutionFacts } from '../../execution/execution-facts.js'
import { serverText } from '../../execution/server-text.js'
import type { JuryProvenance, Provenance } from '../../provenance.js'
import type { PaperFacts } from '../paper-facts.js'
import type { MethodsPart } from './methods-part.js'
import { entriesText, gap, listed } from './methods-part.js'

const HARDWARE = gap('processors, graphics cards and memory of the servers, which they do not report')

/** What answered: models with everything that their servers tell, and generators without a model. */
export function generatorsPart({ provenance, models: names }: PaperFacts): MethodsPart {
  const { execution, generators, thoughts = [] } = provenance
  const { servers } = execution
  const models = generators.filter(({ name }) => names.includes(name))
  const others = generators.filter(({ name }) => !names.includes(name)).map(({ name }) => name)
  const without = `${listed(others)} ${others.length === 1 ? 'is a generator' : 'are generators'} without a language model: fixed rules answer from the context.`
  if (models.length === 0)
    return { part: 'models', title: 'Models', paragraphs: [`No language model answered. ${without}`] }
  return {
    part: 'models',
    title: 'Models',
    paragraphs: [
      ...models.map((one) => modelText(one, servers)),
      `Each prompt was sent in a conversation of its own, without earlier instructions or answers. Thoughts of a model are removed from its reply before it is scored${thoughts.length === 0 ? '' : ` (${listed(thoughts.map(({ generator, answers }) => `${generator}: ${counted(answers, 'answer')}`))})`}, and so are marks that cite the context. A reply that fails has no value, with its reason. ${HARDWARE}`,
      ...(others.length === 0 ? [] : [without]),
    ],
  }
}

function modelText(
  { name, identity }: Provenance['generators'][number],
  servers: ExecutionFacts['servers'],
): string {
  const { repeats = 1, ...options } = identity
  const ran = servers.filter(({ generator }) => generator === name).map(serverText)
  const repeated =
    repeats === 1
      ? 'Each prompt was answered once.'
      : `Each prompt was answered ${String(repeats)} times with consecutive seeds; the value of an instruction is the mean over its answers.`
  const on = ran.length === 0 ? 'the version of the server was not recorded' : ran.join('; ')
  return `${name}: ${on}. Options: ${entriesText(options)}. ${repeated}`
}

/** Which models graded, and how far they agree; null if none did. */
export function judgesPart({ provenance: { judge, execution } }: PaperFacts): MethodsPart | null {
  if (judge === undefined) return null
  const judges = judge.judges.map(({ name, family, identity }) => {
    const ran = execution.servers.filter(({ generator }) => generator === name).map(serverText)
    return `${name} (family ${family}): ${[...ran, entriesText(identity)].join('; ')}.`
  })
  return {
    part: 'judges',
    title: 'Judges',
    paragraphs: [
      `${counted(judge.judges.length, 'model')} graded the answers one at a time, one criterion per prompt, without knowing strategy, budget or generator.`,
      ...judges,
      agreementText(judge),
    ],
  }
}

function agreementText({ agreement, calibrated, uncalibrated }: JuryProvenance): string {
  const alphas = agreement.flatMap(({ criterion, responses, alpha }) =>
    alpha === null ? [] : [`${criterion} ${alpha.toFixed(2)} (${counted(responses, 'response')})`],
  )
  const between = alphas.length === 0 ? '' : `Krippendorff's alpha between judges: ${alphas.join(', ')}. `
  return `${between}${calibrated ? "The grades were compared with people's labels of the same responses." : `The judges are uncalibrated: nobody compared ${listed(uncalibrated)} with people's labels.`}`
}

/** What the models took; null if none was called. */
export function computePart({ provenance }: PaperFacts): MethodsPart | null {
  const { cost } = provenance.execution
  if (cost.length === 0) return null
  const rows = cost.map(
    ({ generator, server, calls, failed, promptTokens, answerTokens, seconds }) =>
      `${generator} on ${server}: ${counted(calls, 'call')} (${formatCount(failed)} failed), ${formatCount(promptTokens)} prompt tokens, ${formatCount(answerTokens)} answer tokens, ${formatCount(Math.round(seconds))} seconds.`,
  )
  return {
    part: 'compute',
    title: 'Compute',
    paragraphs: [
      `Calls to models over all runs of the experiment; calls that ran in parallel each count in full, and replies from the cache cost nothing. ${rows.join(' ')} ${HARDWARE}`,
    ],
  }
}
