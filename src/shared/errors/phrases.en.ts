/** What most errors say about losses. */
export const nothingLost = 'Nothing was lost.'
export const certificateKept = 'Nothing was lost; your present certificate still works.'
export const certificateUnchanged = 'This has not changed your present certificate; what was paid goes back.'
export const tokenKept = 'Certificates and keys are not affected.'
