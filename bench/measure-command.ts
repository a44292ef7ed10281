import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export type Measured = {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMb: number
  readonly out: string
}

const TICKS_A_SECOND = 100
const SAMPLE_MS = 50

/** Runs a command to its end and takes wall time, CPU time and peak memory of it and all its children (Linux). */
export async function measureCommand(command: string, args: readonly string[]): Promise<Measured> {
  const started = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  let peakKb = 0
  const cpu = new Map<number, number>()
  const timer = setInterval(() => {
    let total = 0
    for (const pid of treeOf(child.pid!)) {
      const usage = usageOf(pid)
      if (usage === null) continue
      total += usage.residentKb
      cpu.set(pid, usage.cpuSeconds)
    }
    peakKb = Math.max(peakKb, total)
  }, SAMPLE_MS)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearInterval(timer)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
  const cpuSeconds = [...cpu.values()].reduce((sum, seconds) => sum + seconds, 0)
  return { seconds: (performance.now() - started) / 1000, cpuSeconds, peakMb: peakKb / 1024, out }
}

function treeOf(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOf(Number(name))
    if (stat === null) continue
    const parent = Number(stat[1])
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

function usageOf(pid: number): { cpuSeconds: number; residentKb: number } | null {
  const stat = statOf(pid)
  if (stat === null) return null
  return {
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / TICKS_A_SECOND,
    residentKb: Number(stat[21]) * 4,
  }
}

/** Fields of /proc/PID/stat from the state on; the name before it may hold blanks. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
