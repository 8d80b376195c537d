export { createDefaultPinNotice } from './default-pin.ts'
export { createPinService, type PinConsent, type PinService } from './pin-service.ts'
