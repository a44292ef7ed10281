import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Proofs } from '../../generators/servers/proofs.js'
import { ResponseCache } from '../../generators/servers/response-cache.js'
import { PROOFS_FILE, REPLIES_FILE, type Workspace } from '../workspace/workspace.js'

/** How fast a model is expected to be. */
export type ExpectedSpeed = {
  readonly promptTokensPerSecond: number
  readonly answerTokensPerSecond: number
  /** Mean tokens per answer; null if only the allowed maximum is known. */
  readonly answerTokens: number | null
  /** What the estimate is based on, as part of a sentence. */
  readonly basis: string
  readonly isAssumed: boolean
}

/** The speed of a model of about 100 million parameters on two CPU cores, for models of which nothing is known. */
const ASSUMED = { promptTokensPerSecond: 80, answerTokensPerSecond: 20 }

/** The speed from a model's earlier answers; otherwise from when it was tried; otherwise assumed, and marked as assumed. */
export function expectedSpeed(model: string, workspace: Workspace): ExpectedSpeed {
  const answered = speedOfAnswers(model, workspace)
  if (answered !== null)
    return {
      ...answered,
      basis: `estimated from ${answered.calls.toLocaleString('en')} earlier answers`,
      isAssumed: false,
    }
  const tried = new Proofs(join(workspace.folder, PROOFS_FILE)).speedOf(model)
  const { promptTokensPerSecond, answerTokensPerSecond } = tried ?? {}
  if (promptTokensPerSecond && answerTokensPerSecond) {
    return {
      promptTokensPerSecond,
      answerTokensPerSecond,
      answerTokens: null,
      basis: 'estimated from its speed when it was checked, if every answer has the maximum length',
      isAssumed: false,
    }
  }
  return {
    ...ASSUMED,
    answerTokens: null,
    basis: `if it reads ${ASSUMED.promptTokensPerSecond} and writes ${ASSUMED.answerTokensPerSecond} tokens per second, as a very small model does on a CPU`,
    isAssumed: true,
  }
}

function speedOfAnswers(model: string, workspace: Workspace) {
  const path = join(workspace.folder, REPLIES_FILE)
  if (!existsSync(path)) return null
  const cache = ResponseCache.read(path)
  try {
    return cache.speedOf(model)
  } finally {
    cache.close()
  }
}
