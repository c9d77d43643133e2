// Started by ./index.ts with NODE_EXTRA_CA_CERTS of the rehearsal's authority: plays a campaign through the deployment's proxy, as people would.
import { Api } from '../demo/http.ts';
import { playFile } from '../demo/whole.ts';
import { mailpit } from './mailpit.ts';

const { BASE = '', CATCHER = '', FILE = '', DEMO_PASSWORD = '' } = process.env;
try {
  process.exit(
    await playFile(new Api(BASE), FILE, { password: DEMO_PASSWORD, mails: mailpit(CATCHER), say: console.log }),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
