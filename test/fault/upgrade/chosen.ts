/** The applications that every run opens. */
export const chosen = ['demo-tax-filing', 'demo-tendering'] as const
