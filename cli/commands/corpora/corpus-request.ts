import { basename } from 'node:path'
import { rememberedReading } from '../../../pipeline/index/choice/corpus-reading.js'
import type { CorpusRequest } from '../../../pipeline/index/indexed-corpus.js'
import type { Progress } from '../../../pipeline/workspace/progress.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import type { IndexOptions } from '../command-options.js'

/** How to read the corpus: as the options say or, if they are silent, as when it was last indexed, which a message says. */
export function corpusRequest(
  folder: string,
  { ehrs, asof }: Pick<IndexOptions, 'ehrs' | 'asof'>,
  { workspace, progress }: { readonly workspace: Workspace; readonly progress: Progress },
): CorpusRequest {
  const known = rememberedReading(workspace, folder)
  const remembered = [
    ...(ehrs === undefined && known.ehrs !== null ? [`--ehrs ${known.ehrs}`] : []),
    ...(asof === undefined && known.asOf !== 'required' ? [`--asof ${known.asOf}`] : []),
  ]
  if (remembered.length > 0)
    progress.note(`${basename(folder)}: using ${remembered.join(' ')}, as when it was indexed last`)
  return { folder, ehrs: ehrs ?? known.ehrs, verify: false, asOf: asof ?? known.asOf }
}
