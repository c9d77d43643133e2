import type { Route } from '../../route.ts';
import { enterService } from './enterService.ts';
import { forgotPassword } from './forgotPassword.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { me } from './me.ts';
import { password } from './password.ts';

export const authRoutes: readonly Route[] = [forgotPassword, login, logout, me, password, enterService];
