import { InputError } from '../../../base/errors/input-error.js'
import { isNear } from '../../servers/near-address.js'

const DEFAULT_PORT = '11434'

/**
 * The base address of an Ollama server that may receive record text: on loopback, in a private range, or allowed
 * by the user. A name other than localhost could resolve to any address, so it must be allowed as well.
 * @param host 'name', 'name:port' or a URL; without a scheme the port defaults to Ollama's
 * @param allowHosts 'name' or 'name:port' of servers that are allowed wherever they are
 * @throws InputError if the address is invalid, contains a password or is not allowed
 */
export function ollamaAddress(host: string, allowHosts: readonly string[]): string {
  const hasScheme = host.includes('://')
  const text = hasScheme ? host : `http://${host}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.hostname === '' || !/^https?:$/.test(url.protocol)) {
    throw new InputError(
      `expected the address of an Ollama server such as http://127.0.0.1:11434, found "${host}"`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(
      `expected an Ollama address without user name and password, found one for ${url.host}`,
    )
  }
  if (!isNear(url.hostname) && !allowHosts.includes(url.hostname) && !allowHosts.includes(url.host)) {
    throw new InputError(
      `expected an Ollama server on this machine or in a private address range, found ${url.hostname}: ` +
        'name it as an allowed host if records may be sent there',
    )
  }
  // url.port would not do: it is empty for an explicit ':80' too.
  if (!hasScheme && !/:\d+$/.test(host.split('/')[0] ?? '')) url.port = DEFAULT_PORT
  return url.origin + url.pathname.replace(/\/+$/, '')
}
