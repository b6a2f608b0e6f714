import { throughlineApp } from './throughline-app.ts';

throughlineApp().synth();
