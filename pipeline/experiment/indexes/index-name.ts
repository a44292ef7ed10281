import { embedderModel } from '../../../generators/kinds/embedder-kinds.js'
import { type IndexSpec, indexSpecSchema, noteUnit } from '../../index/index-spec.js'

/** Letters, digits, dots and dashes: it becomes part of an arm's name, and of file names. */
export const INDEX_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/**
 * The name of a listed index that has no name of its own: how notes are cut, then every other field that is not the default, as
 * in 'tokens-64', 'sentence', 'recursive-500', 'tokens-128-day' and 'tokens-128-all-MiniLM-L6-v2'.
 */
export function indexName(spec: IndexSpec): string {
  const others: string[] = []
  if (spec.events !== 'series') others.push(spec.events)
  if (spec.embedder !== 'bundled') others.push(embedderName(spec.embedder))
  if (spec.search !== 'auto') others.push(spec.search)
  return [unitName(spec), ...others].join('-')
}

function unitName(spec: IndexSpec): string {
  const unit = noteUnit(spec)
  const standard = noteUnit(indexSpecSchema.parse({ chunk: spec.chunk }))
  if (unit.chunk === 'tokens') return `tokens-${unit.chunkTokens}`
  const isStandard = JSON.stringify(unit) === JSON.stringify(standard)
  if (isStandard) return unit.chunk
  return `${unit.chunk}-${unit.chunk === 'sentence' ? unit.windowTokens : unit.chunkChars}`
}

function embedderName(embedder: string): string {
  return embedderModel(embedder).replaceAll(/[^A-Za-z0-9._-]+/g, '-')
}
