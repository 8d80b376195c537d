const letters = /^[A-Za-z0-9+/]*={0,2}$/

/**
 * Whether a text is base64 with its signs to fill it up. An expression that counts the letters by fours needs so much
 * room for a message of eight megabytes that the engine gives up.
 */
export const isBase64 = (text: string): boolean => text.length % 4 === 0 && letters.test(text)
