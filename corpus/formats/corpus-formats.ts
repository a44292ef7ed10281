import type { CorpusFormat } from '../corpus-format.js'
import { medalign } from '../medalign/medalign-format.js'

/** Every format that chartsift reads. The first one that recognizes a folder reads it. */
export const CORPUS_FORMATS: readonly CorpusFormat[] = [medalign]
