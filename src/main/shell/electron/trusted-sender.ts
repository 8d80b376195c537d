/** What is known about a frame that sent a message. */
export type Sender = { readonly url: string; readonly parent: unknown } | null

/** Only the main frame of a page of ours may send messages. A frame that is gone by now may not. */
export const isTrustedSender = (sender: Sender, isOwnPage: (address: string) => boolean): boolean =>
  sender !== null && sender.parent === null && isOwnPage(sender.url)
