import { formatCount } from '../../../base/text/format-count.js'
import type { ModelServer } from './execution-facts.js'

/**
 * The server and model that replied, as the server reports them: 'Ollama 0.33.0 at …, llama3.1:8b, 8.0B (8,030,261,312)
 * parameters, Q4_K_M, 4.9 GB, …'.
 */
export function serverText(server: ModelServer): string {
  // Only Ollama servers were stored without the name of the software.
  const {
    software = 'Ollama',
    host,
    version,
    model,
    digest,
    quantization,
    parameterSize,
    parameterCount,
    sizeBytes,
  } = server
  const exact = parameterCount === null ? null : formatCount(parameterCount)
  const parameters =
    parameterSize !== null && exact !== null ? `${parameterSize} (${exact})` : (parameterSize ?? exact)
  return [
    `${software} ${version} at ${host}`,
    model,
    parameters === null ? 'number of parameters not reported' : `${parameters} parameters`,
    quantization === null ? 'quantization not reported' : `quantization ${quantization}`,
    sizeBytes === null ? 'size not reported' : formatBytes(sizeBytes),
    `trained for ${formatCount(server.trainedContext)} tokens`,
    `digest ${digest}`,
  ].join(', ')
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** In powers of 1,000, as 'ollama list' prints it. */
function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`
}
