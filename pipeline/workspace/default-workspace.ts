/** The workspace folder of commands that are given none. */
export const DEFAULT_WORKSPACE = '.chartsift'
