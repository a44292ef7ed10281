import type { ArmRanks } from '../../compare/overall/arm-ranks.js'
import type { Frontier } from '../../compare/overall/frontier.js'
import type { Summary } from '../../compare/summarise.js'
import type { ParticipantFlow } from '../figures/participant-flow.js'
import type { DeclaredPlan } from '../plan/declared-plan.js'
import type { Provenance } from '../provenance.js'
import type { Cohort } from './cohort-table.js'

/** A prompt in full, as a template: no text of a record is in it. `used`: for what, as the end of a sentence. */
export type UsedPrompt = { readonly file: string; readonly used: string; readonly template: string }

/** Everything that a paper kit is made from. Nothing of it is text of a record, an instruction or an answer. */
export type PaperFacts = {
  readonly summary: Summary
  readonly provenance: Provenance
  /** Sentences that must accompany every table. */
  readonly cautions: readonly string[]
  readonly flow: ParticipantFlow
  readonly cohort: Cohort
  readonly prompts: readonly UsedPrompt[]
  /** Quality against prompt tokens; null if there are not two arms to compare. */
  readonly frontier: Frontier | null
  /** Null if there are not two arms to rank. */
  readonly ranks: ArmRanks | null
  /** What was declared before the run; null if no plan was sealed. */
  readonly plan: DeclaredPlan | null
  /** Names of the generators that are language models. */
  readonly models: readonly string[]
}
