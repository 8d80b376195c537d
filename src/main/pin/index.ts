export { createDefaultPinNotices } from './default-pin.ts'
export { dropGiven, type GivenPin, takenOver, typedIn } from './given-pin.ts'
export { createPinService, type PinConsent, type PinService } from './pin-service.ts'
