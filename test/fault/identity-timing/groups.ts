/** Which doors are measured: all, or one group of them. */
export const groups = ['all', 'login', 'forgotten', 'dossier', 'centre'] as const
export type Doors = (typeof groups)[number]
