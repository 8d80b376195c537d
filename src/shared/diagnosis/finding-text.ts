/** The three things that every finding says: what it is called, what was found, what to do next. */
export type FindingText = { readonly title: string; readonly happened: string; readonly next: string }
export type FindingTexts = Readonly<Record<string, FindingText>>
