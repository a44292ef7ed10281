import { CallbackManager, type Callbacks } from '@langchain/core/callbacks/manager'
import { ensureConfig } from '@langchain/core/runnables'
import { InputError } from '../../base/errors/input-error.js'
import { isNear } from '../../generators/servers/near-address.js'

const SWITCHES = ['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGSMITH_TRACING', 'LANGCHAIN_TRACING']
const ENDPOINTS = ['LANGSMITH_ENDPOINT', 'LANGCHAIN_ENDPOINT']
/** Ways around the endpoint: additional addresses, or OpenTelemetry's exporter, which has its own address. */
const DETOURS = [
  'LANGSMITH_RUNS_ENDPOINTS',
  'LANGSMITH_TRACING_MODE',
  'LANGCHAIN_TRACING_MODE',
  'OTEL_ENABLED',
  'LANGSMITH_OTEL_ENABLED',
  'LANGCHAIN_OTEL_ENABLED',
]
const TRACER = 'langchain_tracer'

type Environment = Record<string, string | undefined>

/**
 * LangSmith sends the questions and results of a retriever to its endpoint, by default one on the internet: note text must not
 * go there. If tracing is switched on in `environment`, it stays on only if every endpoint is named and is on this machine or
 * in a private address range; otherwise this switches it off in `environment`.
 * @returns whether it was switched off
 */
export function switchOffRemoteTracing(environment: Environment): boolean {
  const on = SWITCHES.filter((name) => isSet(environment[name]))
  const endpoints = ENDPOINTS.flatMap((name) => environment[name] || [])
  const isLocal = endpoints.length > 0 && endpoints.every(isLocalAddress)
  if (on.length === 0 || (isLocal && !DETOURS.some((name) => isSet(environment[name])))) return false
  for (const name of on) environment[name] = 'false'
  return true
}

/**
 * Call this before a retriever that may return record text. It switches off tracing by the environment unless that stays local,
 * and checks tracers from anywhere else (callbacks, the surrounding chain, `traceable`).
 * @throws InputError if a tracer's address is neither this machine nor in a private range
 */
export function keepTracesLocal(asked: Callbacks | undefined, own: Callbacks | undefined): void {
  if (switchOffRemoteTracing(process.env)) {
    process.emitWarning('chartsift switched LangSmith tracing off: its endpoint is not on this machine')
  }
  const { callbacks } = ensureConfig(asked === undefined ? {} : { callbacks: asked })
  for (const handler of CallbackManager.configure(callbacks, own)?.handlers ?? []) {
    if (handler.name !== TRACER) continue
    const remote = addressesOf(handler as Traced).find((address) => !isLocalAddress(address))
    if (remote !== undefined) {
      throw new InputError(
        'expected a tracer whose endpoint is on this machine or in a private address range: record text would leave it',
      )
    }
  }
}

type Traced = {
  readonly client?: { readonly apiUrl?: string }
  readonly replicas?: readonly { readonly apiUrl?: string }[]
}

/** A tracer that does not name its address is assumed to send text away. */
function addressesOf({ client, replicas }: Traced): string[] {
  return [client?.apiUrl ?? '', ...(replicas ?? []).flatMap(({ apiUrl }) => apiUrl ?? [])]
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value.toLowerCase() !== 'false'
}

function isLocalAddress(address: string): boolean {
  return URL.canParse(address) && isNear(new URL(address).hostname)
}
