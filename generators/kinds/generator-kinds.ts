import type { BaselineKind } from '../baseline-kind.js'
import { extractiveKind } from '../extractive/extractive-kind.js'
import { ollamaKind } from '../ollama/ollama-kind.js'
import type { ModelKind } from '../servers/model-kind.js'

/** Generators that use no model. The first one answers if an experiment names none. */
export const BASELINE_KINDS: readonly [BaselineKind, ...BaselineKind[]] = [extractiveKind]

/** Servers whose models generate, judge and embed. `init` and `doctor` use the first one for --model. */
export const MODEL_KINDS: readonly [ModelKind, ...ModelKind[]] = [ollamaKind]
