/** No count that a user may give is larger: budgets, windows, patients, workers. What is larger is a slip. */
export const LARGEST_COUNT = 10_000_000
