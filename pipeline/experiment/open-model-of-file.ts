import { join } from 'node:path'
import type { DeclaredModel } from '../../generators/kinds/declared-generators.js'
import type { ModelTrial, ServedModel } from '../../generators/servers/model-kind.js'
import { Proofs } from '../../generators/servers/proofs.js'
import type { ResponseCache } from '../../generators/servers/response-cache.js'
import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import { PROOFS_FILE, TOKENIZERS_FOLDER, type Workspace } from '../workspace/workspace.js'
import type { ExperimentFile } from './experiment-file.js'
import { promptFile } from './prompt-file.js'

/** What the user decides about models outside the experiment file. */
export type ModelChoices = {
  /** Servers outside this machine and private address ranges that may receive records, besides those that the file names. */
  readonly allowHosts: readonly string[]
  /** False: models are asked again even if their replies are cached. */
  readonly readsCache: boolean
  /** Finds a folder that the file names. */
  readonly placeOf: (folder: string) => string
  readonly tell: (message: string) => void
  readonly signal: AbortSignal
}

/** How a model will be asked: its prompts, and the form of its answers. */
export type Asked = Pick<ModelTrial, 'seed' | 'structured' | 'texts'>

/** Opens a model that an experiment file names, on any kind of server. @throws InputError */
export function openDeclared(
  { kind, spec }: DeclaredModel,
  asked: Asked,
  choices: ModelChoices & { readonly workspace: Workspace; readonly cache: ResponseCache },
): Promise<ServedModel> {
  const { workspace, cache, readsCache, allowHosts, placeOf, tell, signal } = choices
  return kind.open(spec, {
    ...asked,
    allowHosts,
    tokenizer: spec.tokenizer === null ? null : placeOf(spec.tokenizer),
    tokenizers: join(workspace.folder, TOKENIZERS_FOLDER),
    proofs: new Proofs(join(workspace.folder, PROOFS_FILE)),
    replies: { cache, reads: readsCache },
    tell,
    signal,
  })
}

/** Prompts in the form that will be sent, without anybody's record: the server adds the same tokens to every prompt. */
export function calibrationTexts(prompt: ExperimentFile['prompt']): string[] {
  const template = readTemplate(promptFile({ prompt }))
  return [
    { context: '[1] 2020-01-01 note\nNo complaints.', instruction: 'What does the patient complain of?' },
    {
      context: '[1] 2021-02-03 04:05 progress note\nHb 13.2 g/dL, K+ 4.1.\n\n[2] measurement: Weight 81 kg',
      instruction: 'List all values (with units), oldest first',
    },
  ].map((values) => renderPrompt(template, values))
}
