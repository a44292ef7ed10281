import { daysIn } from '../base/text/calendar.js'
import type { ChartTime } from './record.js'

/** A time that was read: seconds and minutes that it left out are 0, a date alone is at the end of its day. */
export type ParsedTime = {
  readonly time: ChartTime
  readonly precision: 'second' | 'minute' | 'day'
  /** 'PM' after an hour above 12, as the older dialect writes: the 24-hour reading is taken. */
  readonly isOdd: boolean
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*([AaPp][Mm])?$/
const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*([AaPp][Mm])?$/

/** Reads '2018-10-08 20:00:00', '10/08/2018 9:00 PM', '10/08/2018 20:00' or a date alone; null for anything else. */
export function parseChartTime(text: string): ParsedTime | null {
  const trimmed = text.trim()
  const iso = ISO.exec(trimmed)
  const us = iso === null ? US.exec(trimmed) : null
  const match = iso ?? us
  if (match === null) return null
  const [year, month, day] =
    iso === null ? [match[3]!, match[1]!, match[2]!] : [match[1]!, match[2]!, match[3]!]
  if (!isDate(Number(year), Number(month), Number(day))) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (match[4] === undefined) {
    return match[7] === undefined ? { time: endOfDay(date), precision: 'day', isOdd: false } : null
  }
  const clock = Number(match[4])
  const half = match[7]?.toUpperCase()
  const hour = half === 'PM' && clock < 12 ? clock + 12 : half === 'AM' && clock === 12 ? 0 : clock
  const second = match[6] ?? '00'
  if (hour > 23 || Number(match[5]) > 59 || Number(second) > 59) return null
  return {
    time: `${date} ${String(hour).padStart(2, '0')}:${match[5]}:${second}`,
    precision: match[6] === undefined ? 'minute' : 'second',
    isOdd: half !== undefined && clock > 12,
  }
}

/** The last second of the day. */
export function endOfDay(time: ChartTime): ChartTime {
  return `${time.slice(0, 10)} 23:59:59`
}

/** When a stay is over; null if it has no end, or an end before its start, which ends nothing. */
export function endOfStay(start: ChartTime | null, end: ChartTime | null): ChartTime | null {
  return end !== null && (start === null || end >= start) ? end : null
}

/** The last second that a time may mean: '2022-03-30' is all of that day, '09:24' all of that minute. */
export function inclusiveEnd(text: string): ChartTime | null {
  const parsed = parseChartTime(text)
  if (parsed === null) return null
  return parsed.precision === 'minute' ? `${parsed.time.slice(0, 17)}59` : parsed.time
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= daysIn(year, month)
}
