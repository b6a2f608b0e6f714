/** Signs a delivery as Messenger would. */
export { signHubDelivery as sign } from '../../hub-delivery.ts';
