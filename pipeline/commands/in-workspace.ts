import type { CommonOptions } from '../command-line/common-options.js'
import { requireNativeModules } from '../installation/native-modules.js'
import { type Progress, progressOn, silent } from '../progress.js'
import { Stopped } from '../stopped.js'
import { Workspace } from '../workspace.js'

/** Who is told how far the work is, and who may stop it. */
export type Watch = { readonly progress: Progress; readonly signal: AbortSignal }

const GOES_ON = 'stopped; run the same command again to go on from here'

/**
 * Opens and locks the workspace for the time of `work`. Ctrl-C and SIGTERM abort its signal; a second one ends the
 * process at once.
 * @param whenStopped what a stopped command says: one that does not go on from where it was must not promise it
 */
export async function inWorkspace<T>(
  { workspace: folder, quiet }: CommonOptions,
  work: (workspace: Workspace, watch: Watch) => Promise<T>,
  whenStopped: string = GOES_ON,
): Promise<T> {
  await requireNativeModules()
  const workspace = new Workspace(folder)
  workspace.lock()
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  const progress = quiet ? silent : progressOn(process.stderr)
  try {
    return await work(workspace, { progress, signal: stop.signal })
  } catch (error) {
    if (stop.signal.aborted && (error as Error).name === 'AbortError') throw new Stopped(whenStopped)
    throw error
  } finally {
    // The timer of a bar that nobody ended would keep the process alive.
    progress.finish()
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    workspace.unlock()
  }
}
