import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Proofs } from '../../generators/servers/proofs.js'
import { ResponseCache } from '../../generators/servers/response-cache.js'
import { PROOFS_FILE, REPLIES_FILE, type Workspace } from '../workspace/workspace.js'

/** How fast a model is expected to be. */
export type ExpectedSpeed = {
  readonly promptTokensPerSecond: number
  readonly answerTokensPerSecond: number
  /** Of an answer, at the mean; null if only the longest that is allowed is known. */
  readonly answerTokens: number | null
  /** What it rests on, as a part of a sentence. */
  readonly basis: string
  readonly isAssumed: boolean
}

/** As a model of some 100 million parameters has on two CPU cores: nothing is known of the one that is meant. */
const ASSUMED = { promptTokensPerSecond: 80, answerTokensPerSecond: 20 }

/** By what a model has answered before; else by how fast it was when it was tried; else assumed, which is said. */
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
