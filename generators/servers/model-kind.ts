import type { z } from 'zod'
import type { ModelServer } from '../../eval/report/provenance.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { Generator } from '../generator.js'
import type { ModelCall } from '../model-call.js'
import type { StrategyModelSource } from '../strategy-model.js'
import type { ModelSpec } from './model-spec.js'
import type { Proofs } from './proofs.js'
import type { ReplyStore } from './response-cache.js'
import type { StepReport } from './steps.js'

/**
 * A kind of model server, with all that the rest of chartsift must know of it: how a file names its models, and what opens
 * and checks them. Its models generate, judge and, if it can, embed.
 */
export type ModelKind<Spec extends ModelSpec = ModelSpec> = {
  /** Field of an experiment file that holds a model's name, and what comes before the name in reports: 'ollama:llama3.1:8b'. */
  readonly field: string
  readonly defaultHost: string
  /** Names of models for examples of experiment files. */
  readonly examples: { readonly generator: string; readonly judge: string }
  /** npm packages that it asks through: reports list their versions. */
  readonly libraries: readonly string[]
  /** What may be in an experiment file. */
  readonly schema: z.ZodType<Spec>
  /** Under what proofs and kept replies know a model; no two kinds may use one name. */
  readonly storedAs: (model: string) => string
  /**
   * Opens a model after it has tried all that an experiment relies on.
   * @throws InputError with the first thing that does not hold
   */
  open(spec: Spec, opening: ModelOpening): Promise<ServedModel>
  /** Tries the same as `open`, reports each step and continues after one that fails. Never throws for what the server does. */
  check(spec: Spec, trial: ModelTrial, report: (done: StepReport) => void): Promise<void>
  /**
   * Folder of a tokenizer that an earlier trial made from the model's vocabulary; null if there is none.
   * @param folder as `ModelTrial.tokenizers`
   * @throws InputError if it is damaged
   */
  ownTokenizer(spec: Spec, folder: string): string | null
  /** Opens 'FIELD:MODEL' as an embedder; null if models of this kind cannot embed. @throws InputError */
  readonly openEmbedder: ((model: string) => Promise<Embedder>) | null
}

/** How a model is tried. */
export type ModelTrial = {
  readonly seed: number
  /** Whether generators are asked for JSON with answer, citations and unanswerable. */
  readonly structured: boolean
  /** Servers that records may be sent to besides those that the spec allows. */
  readonly allowHosts: readonly string[]
  /** Prompts of the kind that will be asked, without anybody's record. */
  readonly texts: readonly string[]
  /** Folder of the tokenizer that the spec names, as it was found; null if it names none. */
  readonly tokenizer: string | null
  /** Folder for tokenizers that are made from vocabularies. */
  readonly tokenizers: string
  readonly proofs: Proofs
}

/** How a model is opened. */
export type ModelOpening = ModelTrial & {
  readonly replies: ReplyStore
  /** Receives what the user should know, each as one line. */
  readonly tell: (line: string) => void
  readonly signal: AbortSignal
}

/** A model that was tried and can be asked. */
export type ServedModel = {
  /** @param repeat number of this repeat, from 0: each has a seed of its own */
  generator(repeat: number): Generator
  /** For strategies and judges. */
  readonly asker: StrategyModelSource
  /** Everything besides the prompt that decides the grades of this model as a judge. */
  readonly judgeIdentity: Generator['identity']
  /** What a reader of its numbers must know. */
  readonly notes: readonly string[]
  /** The calls that tried it. */
  readonly trial: readonly ModelCall[]
  readonly servers: readonly ModelServer[]
  close(): Promise<void>
}
