/** Signs a delivery as WhatsApp would. */
export { signHubDelivery as sign } from '../../hub-delivery.ts';
