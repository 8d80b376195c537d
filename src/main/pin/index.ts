export { createDefaultPinNotices } from './default-pin.ts'
export { dropGiven, type GivenPin, takenOver, typedIn } from './given-pin.ts'
export { isUnsure, type OpenTarget, openedWith, refusalOf, refuseUnready, refuseUnsure } from './login.ts'
export { createPinService, type PinConsent, type PinService } from './pin-service.ts'
