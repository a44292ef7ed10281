import type { BaselineKind } from '../baseline-kind.js'
import type { ModelKind } from '../servers/model-kind.js'
import type { ModelSpec } from '../servers/model-spec.js'
import { BASELINE_KINDS, MODEL_KINDS } from './generator-kinds.js'
import type { GeneratorSpec } from './generator-schema.js'

/** A model that an experiment file names, with the kind of its server. */
export type DeclaredModel = {
  readonly kind: ModelKind
  readonly spec: ModelSpec
  /** The name in results and reports: 'ollama:llama3.1:8b'. */
  readonly name: string
  /** The name on its server: 'llama3.1:8b'. */
  readonly model: string
  /** The name that proofs and stored replies use. */
  readonly storedAs: string
}

/** The model that a spec of an experiment file names; null if it names a baseline. */
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

/** The models among generators or judges, in the given order. */
export function declaredModels(specs: readonly GeneratorSpec[]): DeclaredModel[] {
  return specs.map((spec) => declaredModel(spec)).filter((model) => model !== null)
}

/** The baselines among generators, in the given order. */
export function declaredBaselines(specs: readonly GeneratorSpec[]): BaselineKind[] {
  return specs.flatMap((spec) => BASELINE_KINDS.filter(({ name }) => name === spec))
}

/** The name of a generator in results and reports. */
export function generatorName(spec: GeneratorSpec): string {
  return typeof spec === 'string' ? spec : declaredModel(spec).name
}

/** The model that a value of an unchecked file names; null if it names none. */
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
