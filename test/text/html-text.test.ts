import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../functions/text/html-text.ts';
import { growth, LINEAR } from './linear-time.ts';

const cases: [name: string, html: string, text: string][] = [
  ['paragraphs', '<p>one</p><p>two\n  words</p>', 'one\n\ntwo words'],
  ['lines', 'one<br>two<br/><br />three</br>four', 'one\ntwo\n\nthree\nfour'],
  ['blocks', '<div>one<div>two</div></div><div><br></div><div>three</div>', 'one\ntwo\n\nthree'],
  ['lines of Outlook', '<p class=MsoNormal>one<o:p></o:p></p><p class="MsoNormal">two</p>', 'one\ntwo'],
  ['paragraphs without ends', '<p>one<p>two<div>three</div>', 'one\n\ntwo\n\nthree'],
  ['headings and rules', '<h1>Title</h1>text<hr>more', 'Title\n\ntext\n--------\nmore'],
  ['a list', '<ul><li>one</li><li>two</ul>after', '- one\n- two\n\nafter'],
  ['a list in a list', '<ol><li>one<ul><li>a<li>b</ul><li>two</ol>', '1. one\n  - a\n  - b\n2. two'],
  ['an item without a list', '<li>one', '- one'],
  ['a table', '<table><tr><th>a<th>b<tr><td>1</td><td>2</td></tr></table>', 'a b\n1 2'],
  ['preformatted text', '<pre>a  b\n  c\n\nd</pre><p>e  f', 'a  b\n  c\n\nd\n\ne f'],
  [
    'a link',
    '<a href="https://shop.example/a?b=1&amp;c=2">Track  it</a>.',
    'Track it (https://shop.example/a?b=1&c=2).',
  ],
  ['a link that says where', '<a href="https://shop.example/">shop.example</a>', 'shop.example'],
  ['an address', '<a href="mailto:ada@example.com">ada@example.com</a>', 'ada@example.com'],
  ['a link to nowhere', '<a href="#top">up</a> <a>x</a> <a href="javascript:alert(1)">y</a>', 'up x y'],
  [
    'a link without end',
    '<a href="https://shop.example/x">one<a href=https://shop.example/y>two',
    'one (https://shop.example/x)two (https://shop.example/y)',
  ],
  [
    'a linked picture',
    '<a href="https://shop.example/x"><img alt="Track" src=a></a>',
    'Track (https://shop.example/x)',
  ],
  ['a picture', '<img alt="Logo" src="logo.png">text', 'text'],
  ['an emoji as a picture', "fine <img alt='&#128512;'>", 'fine 😀'],
  [
    'characters',
    '&lt;b&gt; &amp;amp; &quot;x&#39; &#8364;&#x20ac;&euro; &uuml;&nbsp;&hellip;',
    '<b> &amp; "x\' €€€ ü …',
  ],
  ['no characters', '&unknown; &#0;&#xD800;&#x110000; & &; &#;', '&unknown; ��� & &; &#;'],
  [
    'what nobody reads',
    '<head>h<title>t</title></head><style>p{}</style><script>a<b</script><!-- c -->x<?php y ?>z',
    'xz',
  ],
  ['conditionals of Outlook', '<!--[if mso]><p>no</p><![endif]-->yes<![if !mso]>too<![endif]>', 'yestoo'],
  ['a comment without end', 'a<!-- b > c', 'a c'],
  ['a script without end', 'a<script>b', 'a'],
  ['a preview', '<div style="display:none;">pre</div><div style="max-height: 0">view</div>text', 'text'],
  ['hidden parts', '<p hidden>a</p><i title="hidden">b</i><span style=opacity:0>c</span>', 'b'],
  ['a hidden part inside another', '<div style="display: none"><p>a<br>b</p><img alt="😀"></div>c', 'c'],
  ['nothing but hidden parts', '<div style="display:none">all there is</div>', 'all there is'],
  ['filling', 'text&#847; &zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&shy;more', 'text more'],
  [
    'a quotation',
    'new<blockquote type="cite">one<br>two<blockquote>three</blockquote></blockquote>',
    'new\n\n> one\n> two\n\n> > three',
  ],
  ['an indented paragraph', '<blockquote style="margin:0 0 0 40px;border:none">text</blockquote>', 'text'],
  ['text that is no markup', 'a < b, 3<4, <3, <', 'a < b, 3<4, <3, <'],
  [
    'a tag that ends inside quotes',
    '<a title="a > b" href="https://shop.example/x">c</a>',
    'c (https://shop.example/x)',
  ],
  ['a quote that never ends', '<a title="b>c</a> d', 'c d'],
  ['a tag that never ends outside quotes', 'text<a b="x>y" more', 'texty" more'],
  ['ends of nothing', '</div></p>text</ul>', 'text'],
  ['ends in the wrong order', '<ul><li><b>one</ul></b>two', '- one\n\ntwo'],
  ['an element closed in itself', '<div/>text<span/>', 'text'],
  ['nothing', '', ''],
];

describe('HTML to text', () => {
  it.each(cases)('reads %s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('never throws, and tells of every word outside tags', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<div>',
        '</div>',
        '<a href="',
        '">',
        '<!--',
        '-->',
        '<p',
        '>',
        '&amp',
        ';',
        '<li>',
        '<ul>',
        '</',
      ),
      fc.constantFrom('<pre>', '</pre>', '<blockquote>', '<td>', "='", '<br>', '<img alt=x>', '<hr>', '</a>'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(htmlToText(`${pieces.join('')}`)).toBeTypeOf('string');
        expect(htmlToText(`word ${pieces.join('')}`)).toMatch(/^word/);
      }),
    );
  });

  it('is safe 100,000 elements deep', () => {
    const html = `${'<div><blockquote><ul><li>'.repeat(25_000)}deep`;
    expect(htmlToText(html)).toMatch(/deep$/);
    expect(htmlToText(html).length).toBeLessThan(1_000);
  });

  it.each([
    '<div>',
    '<blockquote>a',
    '<ul><li>a',
    '<',
    '</div>',
    '<a ">" ',
    '<a b="',
    '<a b=">" ',
    "<a b='x>",
    '<a href="https://shop.example/">x',
    '<!--',
    '<!',
    '<style>',
    '<p style="display:none">a',
    '<a b c d e f ',
    '&',
    '&amp',
    ' ',
    '\n',
    '\u200c\u00a0',
    '<pre>\n',
    '<td>',
  ])('takes linear time for %j', (piece) => {
    expect(growth(htmlToText, piece)).toBeLessThanOrEqual(LINEAR);
  });
});
