import type { BaselineKind } from '../baseline-kind.js'
import type { ModelKind } from '../servers/model-kind.js'
import type { ModelSpec } from '../servers/model-spec.js'
import { BASELINE_KINDS, MODEL_KINDS } from './generator-kinds.js'
import type { GeneratorSpec } from './generator-schema.js'

/** A model that an experiment file names, with the kind of its server. */
export type DeclaredModel = {
  readonly kind: ModelKind
  readonly spec: ModelSpec
  /** As in results and reports: 'ollama:llama3.1:8b'. */
  readonly name: string
  /** As its server knows it: 'llama3.1:8b'. */
  readonly model: string
  /** As proofs and kept replies know it. */
  readonly storedAs: string
}

/** The model that a spec names; null for a baseline. */
/** The model that an experiment file names; null for a generator that is no model. */
export function declaredModel(spec: ModelSpec): DeclaredModel
export function declaredModel(spec: GeneratorSpec): DeclaredModel | null
export function declaredModel(spec: GeneratorSpec): DeclaredModel | null {
  if (typeof spec === 'string') return null
  const named = modelNamed(spec)
  if (named === null)
    throw new Error(`expected a model of a known kind, found ${Object.keys(spec).join(', ')}`)
  const { kind, name, model } = named
  return { kind, spec, name, model, storedAs: kind.storedAs(model) }
}

/** The models among generators or judges, in their order. */
export function declaredModels(specs: readonly GeneratorSpec[]): DeclaredModel[] {
  return specs.map((spec) => declaredModel(spec)).filter((model) => model !== null)
}

/** The baselines among generators, in their order. */
export function declaredBaselines(specs: readonly GeneratorSpec[]): BaselineKind[] {
  return specs.flatMap((spec) => BASELINE_KINDS.filter(({ name }) => name === spec))
}

/** As a generator is called in results and reports. */
export function generatorName(spec: GeneratorSpec): string {
  return typeof spec === 'string' ? spec : declaredModel(spec).name
}

/** The model that something in an unchecked file names; null if it names none. */
export function modelNamed(
  spec: unknown,
): { readonly kind: ModelKind; readonly model: string; readonly name: string } | null {
  if (typeof spec !== 'object' || spec === null) return null
  for (const kind of MODEL_KINDS) {
    const model: unknown = Reflect.get(spec, kind.field)
    if (typeof model === 'string') return { kind, model, name: `${kind.field}:${model}` }
  }
  return null
}
