import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type infer as Infer, prettifyError, type ZodType } from 'zod'
import { packageFolder } from '../../base/own-package.js'
import { once } from '../../base/remember.js'

/** A value of a bank: every chart draws from the same one, so nobody may change it. */
export type Constant<T> = T extends object ? { readonly [K in keyof T]: Constant<T[K]> } : T

/**
 * A word bank: `synthetic/data/<name>.json`, read and checked when it is first drawn from. The order of a bank's entries is
 * part of it: another order gives other charts for the same seed. Throws if the file does not have this shape.
 */
export function bank<S extends ZodType>(name: string, shape: S): () => Constant<Infer<S>> {
  return once(() => checkBank(name, shape, readFileSync(bankPath(name), 'utf8')))
}

/** Throws if the text is not JSON of this shape; says where. */
export function checkBank<S extends ZodType>(name: string, shape: S, text: string): Constant<Infer<S>> {
  const checked = shape.safeParse(JSON.parse(text))
  if (!checked.success) throw new Error(`word bank ${name}.json:\n${prettifyError(checked.error)}`)
  return checked.data as Constant<Infer<S>>
}

function bankPath(name: string): string {
  return join(packageFolder(), 'synthetic', 'data', `${name}.json`)
}
