/** Chart seconds: seconds since 1970 on the chart's own wall clock, which has no zone. UTC is only the arithmetic. */
export type Seconds = number

/** Seconds of a day. */
export const DAY = 86_400

/** The first second of a day. @param month from 1 */
export function dayStart(year: number, month: number, day: number): Seconds {
  return Date.UTC(year, month - 1, day) / 1000
}

/** 'YYYY-MM-DD HH:MM:SS' */
export function chartTime(at: Seconds): string {
  return new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

/** 'MM/DD/YYYY' of a 'YYYY-MM-DD...' string, as clinicians of the release write dates. */
export function usDate(time: string): string {
  return `${time.slice(5, 7)}/${time.slice(8, 10)}/${time.slice(0, 4)}`
}

/** '3/9/19' of a 'YYYY-MM-DD...' string. */
export function shortDate(time: string): string {
  return `${Number(time.slice(5, 7))}/${Number(time.slice(8, 10))}/${time.slice(2, 4)}`
}

/** From 1. */
export function monthOf(at: Seconds): number {
  return Number(chartTime(at).slice(5, 7))
}

/** The first second of that day. */
export function midnight(at: Seconds): Seconds {
  return at - (at % DAY)
}
