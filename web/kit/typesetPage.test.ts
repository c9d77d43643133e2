import { expect, it } from '@jest/globals';
import { typesetPage } from './typesetPage.ts';

const SET = '<p class="a : b">L&#39;accès d\'ici : « non »</p>';

it('sets the words of a page and leaves its tags', () => {
  expect(typesetPage(SET)).toBe('<p class="a : b">L’accès d’ici\u00a0: «\u00a0non\u00a0»</p>');
});

// what a field holds is sent back: a space that changed would be another value
it.each([
  '<input value="a > b : c"><textarea name="x">Motif : l&#39;un ?</textarea>',
  '<select><option>Autre : un</option><option selected>Un ?</option></select>',
  '<code>a : b</code><pre>c : d</pre><script src="/a.js"></script>',
])('leaves %s as it is', (html) => expect(typesetPage(html)).toBe(html));

it('sets the words of a choice whose value is sent in their place', () => {
  expect(typesetPage('<option value="a : b">Un ?</option>')).toBe('<option value="a : b">Un\u00a0?</option>');
});

it('writes no markup that was not there', () => {
  expect(typesetPage('<p>&lt;b&gt; : &quot;x&quot; &amp; l&#39;y</p>')).toBe(
    '<p>&lt;b&gt;\u00a0: &quot;x&quot; &amp; l’y</p>',
  );
});
