import type { PromptTokens } from '../model/opened-model.js'
import { leaksThoughts, tryStructured } from '../replies/canaries.js'
import { isBefore, KNOWS_TRUNCATE } from '../server/server-version.js'
import { requireRefusal } from './over-long-prompt.js'
import { provenFor, stepName, type Trial, type TriedServer, takeOnce } from './trial.js'
import { trySentinels } from './try-sentinels.js'

/** The checks that need answers. True if the model writes its thoughts into them. */
export async function tryAnswers(
  trial: Trial,
  servers: readonly TriedServer[],
  tokens: PromptTokens | null,
): Promise<boolean> {
  const { settings, means, signal } = trial
  let leaks = false
  for (const server of servers) {
    const { connection, hasWindow } = server
    const facts = provenFor(trial, server, tokens?.counter ?? null)
    const thoughts = await takeOnce(trial, {
      name: stepName(trial, connection, 'where its thoughts land'),
      proves: 'thoughts',
      facts,
      work: () => leaksThoughts(connection, settings, signal),
      detailOf: (isLeaking) => (isLeaking ? 'in the answer' : 'apart or none'),
    })
    leaks ||= thoughts?.found ?? false
    if (settings.structured) {
      await tryHolds(trial, server, {
        step: 'answers in JSON',
        facts,
        holds: () => tryStructured(connection, settings, signal),
      })
    }
    if (!means.sentinel) continue
    if (!hasWindow) {
      means.steps.skip(
        stepName(trial, connection, 'prompts that fill the window'),
        'the server does not have the window',
      )
      continue
    }
    if (!isBefore(server.facts.version, KNOWS_TRUNCATE)) {
      await tryHolds(trial, server, {
        step: 'a prompt that is too long is not truncated silently',
        facts,
        holds: () => requireRefusal(connection, settings, signal),
      })
    }
    await trySentinels(trial, server, tokens)
  }
  return leaks
}

/** A step that only holds or fails, with no other result. */
async function tryHolds(
  trial: Trial,
  { connection }: TriedServer,
  {
    step,
    facts,
    holds,
  }: { readonly step: string; readonly facts: object; readonly holds: () => Promise<void> },
): Promise<void> {
  const work = async () => {
    await holds()
    return true
  }
  await takeOnce(trial, {
    name: stepName(trial, connection, step),
    proves: step,
    facts,
    work,
    detailOf: () => 'yes',
  })
}
