import { valences } from './valences.ts';

export const spanish = valences(
  {
    '-4': 'vergüenza vergonzos* inaceptabl* estafa* escándal* inadmisibl* indignante*',
    '-3': `decepcion* furios* enfad* enoj* horrible* pésim* peor peores terrible* harto harta hartos nunca_más
      pérdida_de_tiempo groser* maleducad* ridícul* lamentable* desastr* indignad* molest* frustr* asco fatal
      insoportabl* descontent*`,
    '-2': `roto rota rotos rotas defectuos* dañad* nadie_responde nadie_contesta nadie_me nadie_devuelve mala malo mal
      cobraron_dos dos_veces falla fallan tercera_vez cuarta_vez otra_vez sigue_sin siguen_sin equivocad* queja*
      reclam* perdid* no_funciona sin_respuesta insatisfech*`,
    '-1': 'lamentablemente desgraciadamente',
    '1': 'gustosamente',
    '2': `gracias content* satisfech* feliz felices rápid* amable* paciente* útil* ayudado resuelto resuelta funciona
      bien mejor agradezco agradecid* buen_trabajo`,
    '3': `perfect* excelente* genial* estupend* maravillos* encanta encantad* precios* fantástic* increíble* felicidades
      felicitaciones muchas_gracias mil_gracias salvaron_el bonit* impecable*`,
    '0': 'buen_día está_bien_si',
  },
  'no nunca jamás sin ni nada ningún ninguna tampoco',
);
