import type { Plant } from './plant.js';
import { replyPlants } from './reply-plants.js';
import { sendingPlants } from './sending-plants.js';
import { storingPlants } from './storing-plants.js';
import { webhookPlants } from './webhook-plants.js';

export const plants: readonly Plant[] = [
  ...sendingPlants,
  ...storingPlants,
  ...replyPlants,
  ...webhookPlants,
];
