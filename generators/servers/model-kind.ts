import type { z } from 'zod'
import type { ModelServer } from '../../eval/report/execution/execution-facts.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { Generator } from '../generator.js'
import type { ModelCall } from '../model-call.js'
import type { StrategyModelSource } from '../strategy-model.js'
import type { StructuredForm } from '../structured-answer.js'
import type { ModelSpec } from './model-spec.js'
import type { Proofs } from './proofs.js'
import type { ReplyStore } from './response-cache.js'
import type { StepReport } from './steps.js'

/**
 * A kind of model server, with everything that the rest of chartsift needs to know about it: how a file names
 * its models, and how they are opened and checked. Its models generate, judge and, if the kind supports it,
 * embed.
 */
export type ModelKind<Spec extends ModelSpec = ModelSpec> = {
  /**
   * The field of an experiment file that holds a model's name; also the prefix of the name in reports:
   * 'ollama:llama3.1:8b'.
   */
  readonly field: string
  readonly defaultHost: string
  /** Names of models for example experiment files. */
  readonly examples: { readonly generator: string; readonly judge: string }
  /** npm packages that it uses to reach its servers; reports list their versions. */
  readonly libraries: readonly string[]
  /** The schema of a model in an experiment file. */
  readonly schema: z.ZodType<Spec>
  /** The name of a model in proofs and stored replies. No two kinds may use the same name. */
  readonly storedAs: (model: string) => string
  /**
   * Opens a model after trying everything that an experiment relies on.
   * @throws InputError with the first check that fails
   */
  open(spec: Spec, opening: ModelOpening): Promise<ServedModel>
  /**
   * Makes the same checks as `open`, but reports each step and continues after a failure. Never throws because
   * of a server.
   */
  check(spec: Spec, trial: ModelTrial, report: (done: StepReport) => void): Promise<void>
  /**
   * The folder of a tokenizer that an earlier trial made from the model's vocabulary; null if there is none.
   * @param folder as `ModelTrial.tokenizers`
   * @throws InputError if the tokenizer is damaged
   */
  ownTokenizer(spec: Spec, folder: string): string | null
  /** Opens 'FIELD:MODEL' as an embedder; null if models of this kind cannot embed. @throws InputError */
  readonly openEmbedder: ((model: string) => Promise<Embedder>) | null
}

/** How a model is tried. */
export type ModelTrial = {
  readonly seed: number
  /** Whether generators must answer in JSON with answer, citations and unanswerable. */
  readonly structured: StructuredForm
  /** Servers that may receive records, in addition to those that the spec allows. */
  readonly allowHosts: readonly string[]
  /** Prompts like those that will be sent, without any patient's record. */
  readonly texts: readonly string[]
  /** The tokenizer folder that the spec names, with its path resolved; null if it names none. */
  readonly tokenizer: string | null
  /** The folder for tokenizers that are made from vocabularies. */
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

/** A model that passed its trial and can be asked. */
export type ServedModel = {
  /** @param repeat number of this repeat, from 0: each has its own seed */
  generator(repeat: number): Generator
  /** For strategies and judges. */
  readonly asker: StrategyModelSource
  /** Everything besides the prompt that determines the grades of this model as a judge. */
  readonly judgeIdentity: Generator['identity']
  /** What a reader of its scores must know. */
  readonly notes: readonly string[]
  /** The calls of its trial. */
  readonly trial: readonly ModelCall[]
  readonly servers: readonly ModelServer[]
  close(): Promise<void>
}
