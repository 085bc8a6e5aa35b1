"""Words that say nothing about what a German text is about: articles, pronouns, prepositions, auxiliaries.

Only closed classes of words, written down from grammar; no word is left out because it is frequent.
"""

_STOP_WORDS = (
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines ich du er sie es wir ihr",
    "mich dich sich uns euch mir dir ihm ihn ihnen man mein meine meinen meinem meiner meines dein deine deinen deinem deiner",
    "deines sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres",
    "euer eure euren eurem eurer eures dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden",
    "jedem mancher manche manches manchen manchem solcher solche solches solchen solchem welcher welche welches welchen",
    "welchem derjenige diejenige dasjenige derselbe dieselbe dasselbe alle alles allen allem aller beide beiden beides etwas",
    "nichts jemand niemand einige einigen einiger einigem mehrere mehreren mehrerer viele vielen vieler wenig wenige wenigen",
    "wer wen wem wessen was wann wo wohin woher warum weshalb wieso wie wieviel wofür womit wodurch worin woran worauf an am",
    "ans auf aus außer bei beim bis durch entlang für gegen gegenüber gemäß hinter hinterm im in ins mit mittels nach neben",
    "ohne seit sowie statt trotz über überm um unter unterm von vom vor vorm wegen während zu zum zur zwischen je pro laut ab",
    "per und oder aber denn sondern doch jedoch sowohl weder noch entweder als wenn falls weil da dass daß ob obwohl damit",
    "indem sobald solange bevor nachdem bzw beziehungsweise also deshalb deswegen daher dennoch trotzdem sonst bin bist ist",
    "sind seid war warst waren wart gewesen sei seien wäre wären habe hast hat haben habt hatte hatten gehabt hätte hätten",
    "werde wirst wird werden werdet wurde wurden worden geworden würde würden kann kannst können könnt konnte konnten könnte",
    "könnten muss mußt muß müssen musste mussten müsste müssten soll sollen sollte sollten will willst wollen wollte wollten",
    "darf dürfen durfte durften dürfte mag mögen mochte möchte möchten nicht auch nur noch schon sehr so hier dort da dann",
    "nun jetzt bereits immer wieder mehr etwa dabei dazu dafür davon daran darauf daraus darin darüber darunter dagegen",
    "dadurch hierzu hierfür hiermit hierbei hin her ja nein etc usw vgl sog zb",
)
STOP_WORDS = frozenset(" ".join(_STOP_WORDS).split())
