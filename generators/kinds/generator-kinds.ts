import type { BaselineKind } from '../baseline-kind.js'
import { extractiveKind } from '../extractive/extractive-kind.js'
import { ollamaKind } from '../ollama/ollama-kind.js'
import type { ModelKind } from '../servers/model-kind.js'

/** Generators that ask no model; the first answers if an experiment names none. */
export const BASELINE_KINDS: readonly [BaselineKind, ...BaselineKind[]] = [extractiveKind]

/** Servers whose models generate, judge and embed; the first is the one that `init` and `doctor` mean by --model. */
export const MODEL_KINDS: readonly [ModelKind, ...ModelKind[]] = [ollamaKind]
