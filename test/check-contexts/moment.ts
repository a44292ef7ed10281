const FORM =
  /^(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)\/(\d\d?)\/(\d{4}))(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*([AP]M)?$/i

/** 'YYYY-MM-DD HH:MM:SS'; a date alone is the end of its day, and seconds that are left out are `seconds`. */
export function moment(text: string | null, seconds = '00'): string | null {
  const match = FORM.exec(text?.trim() ?? '')
  if (match === null) return null
  const [, year, month, day, usMonth, usDay, usYear, hour, minute, second, half] = match
  const two = (digits: string) => digits.padStart(2, '0')
  const date = `${year ?? usYear}-${two((month ?? usMonth)!)}-${two((day ?? usDay)!)}`
  if (hour === undefined) return `${date} 23:59:59`
  const isPm = half?.toUpperCase() === 'PM'
  const isAm = half?.toUpperCase() === 'AM'
  const shifted = isPm && Number(hour) < 12 ? Number(hour) + 12 : isAm && hour === '12' ? 0 : Number(hour)
  return `${date} ${two(String(shifted))}:${minute}:${second ?? seconds}`
}
