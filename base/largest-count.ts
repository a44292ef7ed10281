/** No count that a user may give is larger: budgets, windows, patients, workers. A larger one is a typing error. */
export const LARGEST_COUNT = 10_000_000
