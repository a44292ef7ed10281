import { namingFile } from '../../base/errors/is-damage.js'
import { type Progress, silent } from '../../pipeline/workspace/progress.js'
import { Workspace } from '../../pipeline/workspace/workspace.js'
import { progressOn } from '../output/progress-bar.js'
import { Stopped } from '../output/stopped.js'
import type { CommonOptions } from './command-options.js'

/** What work in a workspace reports its progress to, and the signal that stops it. */
export type Watch = { readonly progress: Progress; readonly signal: AbortSignal }

const GOES_ON = 'stopped; run the same command again to resume'

type Work<T> = (workspace: Workspace, watch: Watch) => Promise<T>

/**
 * Opens the workspace and locks it while `work` runs. Ctrl-C and SIGTERM abort its signal; a second one ends the
 * process at once.
 * @param whenStopped what a stopped command says: a command that cannot resume must not promise that it will
 */
export async function inWorkspace<T>(
  options: CommonOptions,
  work: Work<T>,
  whenStopped: string = GOES_ON,
): Promise<T> {
  const workspace = new Workspace(options.workspace)
  workspace.lock()
  return watched(workspace, { options, work, whenStopped })
}

/**
 * Opens the workspace without a lock, so that it can be read while another process writes, or on a read-only disk. An index
 * that is not up to date is built if the workspace can be locked.
 */
export async function readingWorkspace<T>(
  options: CommonOptions,
  work: Work<T>,
  whenStopped: string = GOES_ON,
): Promise<T> {
  return watched(new Workspace(options.workspace), { options, work, whenStopped })
}
type WatchedWork<T> = {
  readonly options: CommonOptions
  readonly work: Work<T>
  readonly whenStopped: string
}

async function watched<T>(
  workspace: Workspace,
  { options: { quiet }, work, whenStopped }: WatchedWork<T>,
): Promise<T> {
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  const progress = quiet ? silent : progressOn(process.stderr)
  try {
    return await work(workspace, { progress, signal: stop.signal })
  } catch (error) {
    if (stop.signal.aborted && (error as Error).name === 'AbortError') throw new Stopped(whenStopped)
    throw namingFile(error, `in the workspace ${workspace.folder}`)
  } finally {
    // If the bar is not ended, its timer keeps the process alive.
    progress.finish()
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    workspace.unlock()
  }
}
