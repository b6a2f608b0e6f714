import { valences } from './valences.ts';

export const spanish = valences(
  {
    '-4': `ladrones robo
      vergüenza vergonzos* inaceptabl* estafa* escándal* inadmisibl* indignante*`,
    '-3': `chapuza arrepiento abogado inútil* patétic* nefast* triste* mentir* mentira incompetent* asqueros* penos* cabread* indignación
      decepcion* furios* enfad* enoj* horrible* pésim* peor peores terrible* harto harta hartos nunca_más
      pérdida_de_tiempo groser* maleducad* ridícul* lamentable* desastr* indignad* molest* frustr* asco fatal
      insoportabl* descontent*`,
    '-2': `lloró llorar demasiado_tarde tarde retras* retraso no_sirve no_llegó no_vino no_hay_nada para_nada esperaba_más se_cayó averiad* estropead* lent* gotea
      roto rota rotos rotas defectuos* dañad* nadie_responde nadie_contesta nadie_me nadie_devuelve mala malo mal
      cobraron_dos dos_veces falla fallan tercera_vez cuarta_vez otra_vez sigue_sin siguen_sin equivocad* queja*
      reclam* perdid* no_funciona sin_respuesta insatisfech*`,
    '-1': 'lamentablemente desgraciadamente',
    '1': 'gustosamente',
    '2': `alivio aliviad* listo arreglado eficaz* eficient* fiable* agradable*
      gracias content* satisfech* feliz felices rápid* amable* paciente* útil* ayudado resuelto resuelta funciona
      bien mejor agradezco agradecid* buen_trabajo`,
    '3': `mejor_servicio magnífic* extraordinari* brillante*
      perfect* excelente* genial* estupend* maravillos* encanta encantad* precios* fantástic* felicidades
      felicitaciones muchas_gracias mil_gracias salvaron_el bonit* impecable*`,
    '0': 'buen_día está_bien_si',
  },
  'no nunca jamás sin ni nada ningún ninguna tampoco',
);
