import { CAF } from '../../access.ts';
import { controlView, readableControl } from '../../annualControls.ts';
import { route } from '../../route.ts';
import { annualControlOut } from '../../shapes/annualControl.ts';
import { idParams } from '../../shapes/common.ts';

export const getAnnualControl = route({
  method: 'get',
  path: '/annual-controls/{id}',
  tag: 'Contrôle annuel',
  summary: 'Un contrôle annuel',
  roles: [...CAF, 'administrateur'],
  params: idParams,
  responses: { 200: { description: 'Le contrôle', schema: annualControlOut } },
  async handler(call) {
    return { status: 200, body: await controlView(call, await readableControl(call, call.params.id)) };
  },
});
