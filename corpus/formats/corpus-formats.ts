import type { CorpusFormat } from '../corpus-format.js'
import { medalign } from '../medalign/medalign-format.js'

/** Every format that chartsift reads. A folder is of the first one that recognizes it. */
export const CORPUS_FORMATS: readonly CorpusFormat[] = [medalign]
